package io.nightjar.preset;

/** A preset that cannot be read; the message names it and the line. */
public final class PresetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line from 1; 0 for the file as a whole */
    PresetException(String preset, int line, String problem) {
        super("preset " + preset + (line == 0 ? "" : ", line " + line) + ": " + problem, null, false, false);
    }
}
