package io.nightjar.export.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A call that failed. Its time is at most a second after the call's end. */
@Name(FailedCallEvent.NAME)
@Label("Failed Call")
@Description("A call that failed; its time is at most a second after the call's end")
final class FailedCallEvent extends CallEvent {
    static final String NAME = "nightjar.FailedCall";

    @Label("Exception")
    @Description("The class of the exception, with the library's code of the failure behind it where it has one")
    @Nullable
    String exception;
}
