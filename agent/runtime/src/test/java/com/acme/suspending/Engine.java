package com.acme.suspending;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.jvm.internal.ContinuationImpl;

/** As Kotlin compiles a class with a suspend function: entered anew at each resumption. */
public class Engine implements Runnable {
    private int entered;

    @Override
    public void run() {
        infer("x", null);
        name();
    }

    public Object infer(String prompt, Continuation<? super String> continuation) {
        return entered++ == 0 ? new Infer().invokeSuspend(prompt) : prompt;
    }

    public String name() {
        return "m";
    }

    private final class Infer extends ContinuationImpl {
        @Override
        protected Object invokeSuspend(Object result) {
            return infer(String.valueOf(result), null);
        }
    }
}
