package io.nightjar.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** What the events of calls have in common. */
@Category("Nightjar")
@StackTrace(false)
@Registered(false)
abstract class CallEvent extends Event {
    @Label("Operation")
    String operation = "";

    @Label("Model")
    @Nullable
    String model;

    @Label("Latency")
    @Timespan(Timespan.NANOSECONDS)
    long latency;
}
