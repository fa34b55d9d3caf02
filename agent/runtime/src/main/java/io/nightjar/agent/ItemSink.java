package io.nightjar.agent;

import java.io.IOException;

/** Takes items that are to be held, in the order of their rows. Confined to one thread. */
interface ItemSink {
    void put(int row, byte[] item) throws IOException;

    /** What was put. */
    HeldItems all() throws IOException;
}
