package io.nightjar.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A call that took longer than its threshold. Its time is the call's end. */
@Name(SlowCallEvent.NAME)
@Label("Slow Call")
@Description("A call that took longer than its threshold; its time is the call's end")
@Category("Nightjar")
@StackTrace(false)
@Registered(false)
final class SlowCallEvent extends Event {
    static final String NAME = "nightjar.SlowCall";

    @Label("Operation")
    String operation = "";

    @Label("Model")
    @Nullable
    String model;

    @Label("Latency")
    @Timespan(Timespan.NANOSECONDS)
    long latency;

    @Label("Threshold")
    @Timespan(Timespan.NANOSECONDS)
    long threshold;
}
