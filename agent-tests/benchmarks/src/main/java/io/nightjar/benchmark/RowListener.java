package io.nightjar.benchmark;

import java.io.IOException;

/** Hears of each figure as soon as it is known. */
interface RowListener<R> {
    void reached(R row) throws IOException;
}
