package com.acme.quarkus;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Marks what went through it. */
@Checked
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class Checking {
    @AroundInvoke
    Object mark(InvocationContext context) throws Exception {
        return context.proceed() + " checked";
    }
}
