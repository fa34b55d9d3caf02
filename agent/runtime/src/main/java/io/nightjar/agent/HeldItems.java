package io.nightjar.agent;

import java.io.IOException;

/** Items of the {@link Pack} that are kept apart from the jar, by row. */
interface HeldItems {
    /** The item, null where it is not held. */
    byte[] get(int row) throws IOException;
}
