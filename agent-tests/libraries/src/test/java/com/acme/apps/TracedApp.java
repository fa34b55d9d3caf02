package com.acme.apps;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.MDC;

/** A slow call and some that fail, within a span and with a diagnostic context. */
public final class TracedApp {
    public static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    public static final String SPAN_ID = "b7ad6b7169203331";

    private TracedApp() {}

    public record Request(String tenant) {}

    static final class Ranker {
        String rank(Request request) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return request.tenant();
        }

        void refuse(Request request) {
            throw new IllegalStateException(request.tenant());
        }
    }

    public static void main(String[] arguments) throws Exception {
        Ranker ranker = new Ranker();
        MDC.put("request.id", "r-17");
        SpanContext span = SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault());
        try (Scope scope = Span.wrap(span).makeCurrent()) {
            System.out.println(scope.getClass() + ": " + ranker.rank(new Request("blue")));
            for (int i = 0; i < 12; i++) {
                try {
                    ranker.refuse(new Request("red"));
                } catch (IllegalStateException refused) {
                    System.out.println("refused " + refused.getMessage());
                }
            }
        }
        Waiting.untilTold();
    }
}
