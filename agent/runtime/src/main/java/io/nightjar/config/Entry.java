package io.nightjar.config;

/**
 * One {@code key = value} as it stands in a source.
 *
 * @param source the file's path or the layer's name
 * @param line in the file, 0 where there is none
 */
record Entry(String key, String value, String source, int line) {}
