package io.nightjar.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a configuration a person may read, wherever it is shown: nothing under a key that is unknown or a secret's, of a
 * URL its scheme and host alone, and a reference as it was written, never what it led to.
 */
final class Shown {
    private static final String[] SCHEMES = {"http://", "https://"};
    private static final int MOST_PORT_DIGITS = 5;

    private Shown() {}

    /** What of a value, as written, may be shown; empty where nothing may. */
    static String value(@Nullable KeyName name, String written) {
        if (name == null || isHeader(name)) {
            return "";
        }
        Key fixed = name.key();
        if (fixed == null) {
            return written;
        }
        Kind kind = fixed.kind();
        if (kind == Kind.SECRET) {
            return "";
        }
        boolean url = kind == Kind.URL || kind == Kind.URLS || kind == Kind.PROXY;
        return url && !isOneReference(written) ? origins(written) : written;
    }

    private static boolean isHeader(KeyName name) {
        KeyName.Family family = name.family();
        return family == KeyName.Family.HEADER
                || family == KeyName.Family.OTLP_HEADER
                || family == KeyName.Family.DESTINATION && name.label().startsWith(DestinationTypes.HEADER);
    }

    /**
     * An unknown key as it may be shown. What may be the rest of a secret that was broken off, or that held the character
     * which parts entries, is shown only where it is nearly a key.
     */
    static String unknownKey(Entry entry, String nearest) {
        return entry.mayBeRest() && nearest.isEmpty() ? "" : entry.key();
    }

    /** How an entry of a list is shown whose references have been read: as itself, or as the references that were written. */
    static String listEntry(String entry, List<String> written) {
        if (written.contains(entry)) {
            return entry;
        }
        List<String> references = new ArrayList<>();
        for (String one : written) {
            if (one.contains("${")) {
                references.add(one);
            }
        }
        return String.join(", ", references);
    }

    private static boolean isOneReference(String text) {
        return text.startsWith("${") && text.indexOf('}') == text.length() - 1;
    }

    /** Scheme and host of each URL; nothing at all where one of them leaves a doubt about where its host begins and ends. */
    private static String origins(String urls) {
        StringBuilder out = new StringBuilder();
        for (String url : TextList.of(urls)) {
            String origin = origin(url);
            if (origin.isEmpty()) {
                return "";
            }
            out.append(out.isEmpty() ? "" : ", ").append(origin);
        }
        return out.toString();
    }

    private static String origin(String url) {
        for (String scheme : SCHEMES) {
            if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int end = scheme.length();
                while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
                    end++;
                }
                int host = Math.max(scheme.length(), url.lastIndexOf('@') + 1);
                boolean sure = host < end && isHostAndPort(url.substring(host, end));
                return sure ? scheme.concat(url.substring(host, end)) : "";
            }
        }
        return "";
    }

    private static boolean isHostAndPort(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : 0;
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        String also = bracket > 0 ? "[]:." : "-_.";
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!(c < 128 && Character.isLetterOrDigit(c)) && also.indexOf(c) < 0) {
                return false;
            }
        }
        for (int i = 0; i < port.length(); i++) {
            if (port.charAt(i) < '0' || port.charAt(i) > '9') {
                return false;
            }
        }
        return bracket >= 0 && !host.isEmpty() && port.length() <= MOST_PORT_DIGITS;
    }
}
