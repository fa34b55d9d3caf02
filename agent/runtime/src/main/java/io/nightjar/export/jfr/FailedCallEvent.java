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

/** A call that failed. Its time is at most a second after the call's end. */
@Name(FailedCallEvent.NAME)
@Label("Failed Call")
@Description("A call that failed; its time is at most a second after the call's end")
@Category("Nightjar")
@StackTrace(false)
@Registered(false)
final class FailedCallEvent extends Event {
    static final String NAME = "nightjar.FailedCall";

    @Label("Operation")
    String operation = "";

    @Label("Model")
    @Nullable
    String model;

    @Label("Latency")
    @Timespan(Timespan.NANOSECONDS)
    long latency;

    @Label("Exception")
    @Description("The class of the exception, with the library's code of the failure behind it where it has one")
    @Nullable
    String exception;
}
