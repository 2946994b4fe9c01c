#include "helpkey.h"

#include <QTextStream>

// Opens nothing, and writes out what would be opened.
class Opened : public QObject
{
    Q_OBJECT
public slots:
    void open(const QUrl &address) { QTextStream(stdout) << address.toString(QUrl::FullyEncoded) << '\n'; }
};

int main(int count, char **words)
{
    QApplication app(count, words);
    const QJsonObject facts{{"windows", "win11"}, {"program-version", "4.12.1"}};
    const QJsonObject identity{{"email", "sara@example.org"},
                               {"name", QStringLiteral("Sara \"the \\ reader\" \u0633\u0627\u0631\u0627")}};
    const QByteArray secret = qgetenv("READER_2026");
    const QString id = QStringLiteral("question-marks"), locale = QStringLiteral("fa");
    {
        QTextStream out(stdout);
        out << helplink::address(id, facts.toVariantMap(), locale).toString(QUrl::FullyEncoded) << '\n'
            << helplink::errorAddress(0x80070643).toString(QUrl::FullyEncoded) << '\n'
            << helplink::signedAddress(id, secret, facts, identity, locale).toString(QUrl::FullyEncoded) << '\n'
            << helplink::signedAddress(id, secret, facts, identity, locale).toString(QUrl::FullyEncoded) << '\n';
    }
    Opened opened;
    QDesktopServices::setUrlHandler(QStringLiteral("https"), &opened, "open");
    app.installEventFilter(new HelpKey(&app));
    QWidget window;
    window.setProperty("helpId", "F1-30");
    QWidget box(&window);
    box.setFocusPolicy(Qt::StrongFocus);
    window.show();
    window.activateWindow();
    box.setFocus();
    QApplication::processEvents();
    QKeyEvent pressed(QEvent::KeyPress, Qt::Key_F1, Qt::NoModifier);
    QApplication::sendEvent(&box, &pressed);
    return QApplication::focusWidget() == &box ? 0 : 1;
}

#include "driver.moc"
