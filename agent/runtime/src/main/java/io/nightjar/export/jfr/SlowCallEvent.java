package io.nightjar.export.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A call that took longer than its threshold. Its time is the call's end. */
@Name(SlowCallEvent.NAME)
@Label("Slow Call")
@Description("A call that took longer than its threshold; its time is the call's end")
final class SlowCallEvent extends CallEvent {
    static final String NAME = "nightjar.SlowCall";

    @Label("Threshold")
    @Timespan(Timespan.NANOSECONDS)
    long threshold;
}
