// Links into the help site from a program with Qt 5.15 or 6. QtCore is enough.
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QString>
#include <QUrl>
#include <QUuid>
#include <QVariantMap>

namespace helplink {

inline const QString site = QStringLiteral("https://help.example.org");
inline const QString product = QStringLiteral("reader");
inline const QString keyId = QStringLiteral("reader-2026");
constexpr int seconds = 300; // how long a token is good; ten minutes are the most

// An address for a help id, an error code or a tree. Needs no secret: the customer can change what it says.
inline QUrl address(const QString &context, const QVariantMap &facts = {}, const QString &language = {})
{
    QByteArray whole = site.toUtf8() + "/go/" + QUrl::toPercentEncoding(context);
    QByteArray query;
    for (auto fact = facts.cbegin(); fact != facts.cend(); ++fact)
        query += '&' + QUrl::toPercentEncoding(fact.key()) + '='
                 + QUrl::toPercentEncoding(fact.value().toString());
    if (!language.isEmpty())
        query += "&lang=" + QUrl::toPercentEncoding(language);
    if (!query.isEmpty())
        whole += '?' + query.mid(1);
    return QUrl::fromEncoded(whole);
}

// The number of an error of Windows leads to the guide for it.
inline QUrl errorAddress(quint32 code)
{
    return address(QStringLiteral("0x%1").arg(code, 8, 16, QLatin1Char('0')));
}

// A JSON Web Token, HS256.
inline QByteArray token(const QByteArray &secret, const QJsonObject &facts, const QJsonObject &identity)
{
    const QJsonObject header{{"alg", "HS256"}, {"typ", "JWT"}, {"kid", keyId}};
    const QJsonObject claims{
        {"iss", product},
        {"aud", site},
        {"exp", QDateTime::currentSecsSinceEpoch() + seconds},
        {"jti", QUuid::createUuid().toString(QUuid::WithoutBraces)},
        {"facts", facts},
        {"identity", identity},
    };
    const auto encoded = [](const QByteArray &part) {
        return part.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const auto written = [&](const QJsonObject &part) {
        return encoded(QJsonDocument(part).toJson(QJsonDocument::Compact));
    };
    const QByteArray said = written(header) + '.' + written(claims);
    return said + '.'
           + encoded(QMessageAuthenticationCode::hash(said, secret, QCryptographicHash::Sha256));
}

// The same with a token. Call it where the secret is safe, on a server of yours; it opens once.
inline QUrl signedAddress(const QString &context, const QByteArray &secret, const QJsonObject &facts,
                          const QJsonObject &identity, const QString &language = {})
{
    return address(context, {{"ctx", token(secret, facts, identity)}}, language);
}

} // namespace helplink
