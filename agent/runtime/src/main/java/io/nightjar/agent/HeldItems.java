package io.nightjar.agent;

import java.io.IOException;

/** Items of the {@link Pack} that are kept apart from the jar, by row. No other class may be loaded from then on. */
interface HeldItems {
    /** The item, null where it is not held. */
    byte[] get(int row) throws IOException;

    /** Whether {@link #forget} saves anything. */
    boolean areForgotten();

    /** Lets go of an item that will not be read again. */
    void forget(int row);

    /** How many bytes of the heap the items take. */
    long bytesInMemory();
}
