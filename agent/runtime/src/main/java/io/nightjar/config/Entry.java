package io.nightjar.config;

/**
 * One {@code key = value} as it stands in a source.
 *
 * @param source the file's path or the layer's name
 * @param line in the file, 0 where there is none
 * @param mayBeRest whether it may be the rest of the entry before it: an indented line, one without a value, a part of an
 *     argument
 */
record Entry(String key, String value, String source, int line, boolean mayBeRest) {
    Entry(String key, String value, String source, int line) {
        this(key, value, source, line, false);
    }
}
