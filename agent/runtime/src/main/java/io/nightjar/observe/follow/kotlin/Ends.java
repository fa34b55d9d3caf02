package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SuspendedCall;
import kotlin.Result;
import kotlin.ResultKt;

/** What a continuation of the agent's does when it is resumed. */
final class Ends {
    private Ends() {}

    /** Ends the call, and gives or throws to the caller what the function came to. */
    static Object pass(Object outcome, SuspendedCall call) {
        if (outcome instanceof Result.Failure failure) {
            call.resumed(null, failure.exception);
        } else {
            call.resumed(outcome, null);
        }
        ResultKt.throwOnFailure(outcome);
        return outcome;
    }
}
