package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SuspendedCall;
import kotlin.Result;
import kotlin.ResultKt;

/** What a continuation of the agent's does when it is resumed. */
final class Ends {
    /** What Kotlin itself goes on with after a step of the agent's, whatever the application's own steps need of it. */
    private static final String[] NEEDED = {
        "kotlin.Result",
        "kotlin.Result$Companion",
        "kotlin.Result$Failure",
        "kotlin.ResultKt",
        "kotlin.coroutines.ContinuationInterceptor",
        "kotlin.coroutines.ContinuationInterceptor$Key",
        "kotlin.coroutines.jvm.internal.CompletedContinuation",
        "kotlin.coroutines.jvm.internal.DebugProbesKt"
    };

    private Ends() {}

    /** Throws where this Kotlin lacks any of it: nothing is followed then, and no coroutine of the application's meets the gap. */
    static void checkWhole() {
        for (String name : NEEDED) {
            try {
                Class.forName(name, false, Ends.class.getClassLoader());
            } catch (ClassNotFoundException missing) {
                throw new IllegalStateException("a Kotlin without " + name, missing);
            }
        }
    }

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
