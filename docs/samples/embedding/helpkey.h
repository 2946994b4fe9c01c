// F1 in a program with Qt Widgets: the help id of the widget that has the focus, or of the next one around it.
#pragma once

#include "helplink.h"

#include <QApplication>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QWidget>

// Give widgets a property: box->setProperty("helpId", "F1-30"). Then: app.installEventFilter(new HelpKey(&app));
class HelpKey : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_F1)
            return QObject::eventFilter(watched, event);
        QDesktopServices::openUrl(helplink::address(idOf(QApplication::focusWidget())));
        return true;
    }

private:
    static QString idOf(const QWidget *widget)
    {
        for (; widget; widget = widget->parentWidget())
            if (widget->property("helpId").isValid())
                return widget->property("helpId").toString();
        return QStringLiteral("start");
    }
};
