package com.acme.suspending;

import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.StateFlowKt;

/** Methods that return Kotlin's flows. */
public class Streams {
    public final MutableStateFlow<String> state = StateFlowKt.MutableStateFlow("s");

    public Flow<String> tokens() {
        return FlowKt.flowOf(new String[] {"a", "b"});
    }

    public Flow<String> state() {
        return state;
    }

    public Flow<String> own() {
        return new Own();
    }

    /** A type that the application can name. */
    public static final class Own implements Flow<String> {
        @Override
        public Object collect(
                kotlinx.coroutines.flow.FlowCollector<? super String> collector,
                kotlin.coroutines.Continuation<? super kotlin.Unit> caller) {
            return kotlin.Unit.INSTANCE;
        }
    }
}
