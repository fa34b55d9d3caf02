package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.log.NeutralText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert in words for people. Stateless. */
public final class AlertWords {
    private AlertWords() {}

    /** The message without the word for its status, where another word for it stands beside. */
    static String plainMessage(Alert alert) {
        String message = alert.message();
        return message.startsWith(Alert.RESOLVED_PREFIX) ? message.substring(Alert.RESOLVED_PREFIX.length()) : message;
    }

    /** {@code Nightjar} and the type in camel case, for example {@code NightjarErrorRate}. */
    static String alertName(AlertType type) {
        StringBuilder name = new StringBuilder("Nightjar");
        boolean up = true;
        for (char c : type.jsonName().toCharArray()) {
            if (c == '_') {
                up = true;
            } else {
                name.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return name.toString();
    }

    /** One line: type, severity, message, the labels that distinguish this alert from others, the figures. */
    public static String line(Alert alert) {
        boolean resolved = alert.status() == AlertStatus.RESOLVED;
        StringBuilder line = new StringBuilder(256);
        line.append(resolved ? "resolved " : "alert ").append(alert.type().jsonName());
        line.append(' ').append(alert.severity().jsonName()).append(": ").append(plainMessage(alert));
        String labels = labels(alert);
        if (!labels.isEmpty()) {
            line.append(" [").append(labels).append(']');
        }
        String figures = figures(alert);
        if (!figures.isEmpty()) {
            line.append(' ').append(figures);
        }
        return NeutralText.of(line.toString());
    }

    /** Every label but {@code service} and {@code instance}, which are the same on all of them. */
    private static String labels(Alert alert) {
        StringBuilder text = new StringBuilder();
        alert.labels().forEach((name, value) -> {
            if (!name.equals("service") && !name.equals("instance")) {
                pair(text, name, value);
            }
        });
        return text.toString();
    }

    /** The metadata that is not in the labels already, as {@code name=value}. */
    static String figures(Alert alert) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, @Nullable Object> figure : alert.metadata().entrySet()) {
            String value = brief(figure.getValue());
            if (!value.isEmpty() && !alert.labels().containsKey(figure.getKey())) {
                pair(text, figure.getKey(), value);
            }
        }
        return text.toString();
    }

    private static void pair(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value);
    }

    /** A value in few characters; of a list its first item. */
    private static String brief(@Nullable Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "" : brief(list.get(0));
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder text = new StringBuilder();
            map.forEach((name, item) -> text.append(text.isEmpty() ? "" : ",")
                    .append(name)
                    .append(':')
                    .append(item));
            return text.toString();
        }
        if (value == null) {
            return "";
        }
        String text = value.toString();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** At most three decimals; whole numbers without any. */
    private static String number(double value) {
        if (!Double.isFinite(value) || Math.abs(value) >= 1e15) {
            return Double.toString(value);
        }
        double rounded = Math.round(value * 1000) / 1000.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
