package io.nightjar.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads {@code console.*}. Confined to one thread. */
final class ConsoleSection {
    private static final String OFF = "off";
    private static final int MOST_PORTS = 65_535;

    private final Values values;

    private ConsoleSection(Values values) {
        this.values = values;
    }

    /**
     * Null where no console is to listen: also where one of its secrets could not be read, since without it more would be
     * served than was meant.
     *
     * @param missing keys whose secrets could not be read, with the reason
     */
    static @Nullable ConsoleSettings read(Values values, Map<String, String> missing, List<String> switchedOff) {
        ConsoleSettings settings = new ConsoleSection(values).read();
        for (Map.Entry<String, String> lost : missing.entrySet()) {
            if (lost.getKey().startsWith(Key.CONSOLE_PREFIX)) {
                switchedOff.add("the console is switched off: "
                        .concat(lost.getKey())
                        .concat(": ")
                        .concat(lost.getValue()));
                return null;
            }
        }
        return settings;
    }

    private @Nullable ConsoleSettings read() {
        Secret token = token(Key.CONSOLE_TOKEN);
        Secret metricsToken = token(Key.CONSOLE_METRICS_TOKEN);
        List<String> hosts = hosts();
        Setting setting = values.find(Key.CONSOLE_LISTEN);
        if (setting == null || setting.value().equals(OFF)) {
            return null;
        }
        String listen = setting.value();
        int colon = listen.lastIndexOf(':');
        OptionalLong port = Units.count(listen.substring(colon + 1));
        String host = colon < 0 ? ConsoleSettings.LOOPBACK : host(listen.substring(0, colon));
        if (port.isEmpty() || port.getAsLong() > MOST_PORTS || host == null) {
            values.report(setting, "must be ".concat(Key.CONSOLE_LISTEN.allowed()), "");
            return null;
        }
        return new ConsoleSettings(host, (int) port.getAsLong(), token, metricsToken, hosts);
    }

    private @Nullable Secret token(Key key) {
        Secret token = values.secret(key);
        Setting setting = values.find(key);
        if (token != null && setting != null && !SecretShape.isToken(token.reveal())) {
            values.report(setting, "must be a token: printable ASCII without blanks", "");
        }
        return token;
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>();
        for (String text : TextList.of(values.text(Key.CONSOLE_HOSTS))) {
            String host = host(text);
            if (host == null) {
                Setting setting = values.find(Key.CONSOLE_HOSTS);
                if (setting != null) {
                    values.report(
                            setting,
                            "must be host names without ports, comma separated, such as nightjar.acme.test",
                            "");
                }
            } else {
                hosts.add(host);
            }
        }
        return hosts;
    }

    /** A name, an IPv4 address, or an IPv6 address in brackets, in lower case and without brackets; null where it is none. */
    private static @Nullable String host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        String also = bracketed ? ":.%" : "-._";
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!(c < 128 && Character.isLetterOrDigit(c)) && also.indexOf(c) < 0) {
                return null;
            }
        }
        return host.isEmpty() || bracketed && host.indexOf(':') < 0 ? null : host.toLowerCase(Locale.ROOT);
    }
}
