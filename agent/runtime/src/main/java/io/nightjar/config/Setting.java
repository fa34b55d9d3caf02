package io.nightjar.config;

/**
 * The effective value of one key: the entry of the highest layer that has it.
 *
 * @param entry as written
 * @param name the key, understood
 * @param value with its secrets read; never shown where the entry refers to one
 */
record Setting(Entry entry, KeyName name, String value) {
    /** Whether the value was put together with something that may not be shown. */
    boolean hasSecret() {
        return !value.equals(entry.value());
    }

    /** What of the value a person may read. */
    String shown() {
        return Shown.value(name, entry.value());
    }

    Problem problem(String message, String suggestion) {
        return new Problem(entry.source(), entry.line(), entry.key(), shown(), message, suggestion);
    }

    @Override
    public String toString() {
        return entry.key().concat(" = ").concat(shown());
    }
}
