package io.nightjar.alert;

import java.util.Map;
import java.util.TreeMap;

/** The identity of a condition: a hash of its type and labels, whatever the labels' order. */
public final class Fingerprints {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final char SEPARATOR = 0xFF;

    private Fingerprints() {}

    /** Sixteen hexadecimal digits. */
    public static String of(AlertType type, Map<String, String> labels) {
        return of(type.jsonName(), labels);
    }

    /** The identity of a group at a destination: a hash of its name and of what the group's members agree in. */
    public static String ofGroup(String destination, Map<String, String> labels) {
        return of("group " + destination, labels);
    }

    private static String of(String kind, Map<String, String> labels) {
        long hash = add(OFFSET_BASIS, kind);
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        String hex = Long.toHexString(hash);
        return "0".repeat(16 - hex.length()) + hex;
    }

    /** FNV-1a over the characters and a separator that occurs in no label. */
    private static long add(long hash, String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return (hash ^ SEPARATOR) * PRIME;
    }
}
