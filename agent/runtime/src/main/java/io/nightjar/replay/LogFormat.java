package io.nightjar.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a log's lines are made of fields: CSV or JSON. Confined to one thread. */
interface LogFormat {
    /** Splits the line at which the lines are; null where it was split, an empty text where it holds nothing, else what is wrong with it. */
    @Nullable
    String split(LogFields fields) throws IOException;
}
