package com.acme.suspending;

import java.util.ArrayList;
import java.util.List;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;

/** As Kotlin compiles a class with suspend functions: entered anew at each resumption. */
public class Engine {
    /** Who waits, the last one last. */
    public final List<Continuation<Object>> waiting = new ArrayList<>();

    /** Suspends twice. */
    public Object infer(String prompt, Continuation<? super String> caller) {
        Infer own = null;
        if (caller instanceof Infer) {
            own = (Infer) (Object) caller;
            if ((own.label & Integer.MIN_VALUE) != 0) {
                own.label -= Integer.MIN_VALUE;
            } else {
                own = null;
            }
        }
        if (own == null) {
            own = new Infer(caller);
        }
        ResultKt.throwOnFailure(own.result);
        own.label++;
        return own.label <= 2 ? park(own) : prompt + own.result;
    }

    /** Calls another one, before it suspends and after. */
    public Object outer(String prompt, Continuation<? super String> caller) {
        Outer own = null;
        if (caller instanceof Outer) {
            own = (Outer) (Object) caller;
            if ((own.label & Integer.MIN_VALUE) != 0) {
                own.label -= Integer.MIN_VALUE;
            } else {
                own = null;
            }
        }
        if (own == null) {
            own = new Outer(caller);
        }
        own.label++;
        return own.label <= 2 ? infer(prompt, own) : own.result;
    }

    /** Is never entered again. */
    public Object tail(String prompt, Continuation<? super String> caller) {
        return prompt == null ? quick(prompt, caller) : park(caller);
    }

    public Object quick(String prompt, Continuation<? super String> caller) {
        if (prompt == null) {
            throw new IllegalStateException("nothing to say");
        }
        return prompt;
    }

    @SuppressWarnings("unchecked")
    private Object park(Object continuation) {
        waiting.add((Continuation<Object>) continuation);
        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }

    private final class Infer extends ContinuationImpl {
        private static final long serialVersionUID = 1L;
        private transient Object result;
        private int label;

        @SuppressWarnings("unchecked")
        private Infer(Continuation<?> caller) {
            super((Continuation<Object>) caller);
        }

        @Override
        protected Object invokeSuspend(Object outcome) {
            result = outcome;
            label |= Integer.MIN_VALUE;
            return infer("x", (Continuation<String>) (Object) this);
        }
    }

    private final class Outer extends ContinuationImpl {
        private static final long serialVersionUID = 1L;
        private transient Object result;
        private int label;

        @SuppressWarnings("unchecked")
        private Outer(Continuation<?> caller) {
            super((Continuation<Object>) caller);
        }

        @Override
        protected Object invokeSuspend(Object outcome) {
            result = outcome;
            label |= Integer.MIN_VALUE;
            return outer("x", (Continuation<String>) (Object) this);
        }
    }
}
