package io.nightjar.sink.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it comes in: the status as soon as it is there, the beginning of the body, and no more than a bound of it.
 * Thread-safe: written by the client's threads, read by the destination's.
 */
final class BoundedAnswer implements BodyHandler<Void>, BodySubscriber<Void> {
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private final byte[] excerpt = new byte[HttpTransport.EXCERPT_BYTES];
    private int excerptBytes;
    private long readBytes;
    private volatile int status;
    private volatile @Nullable String retryAfter;
    private volatile Flow.@Nullable Subscription subscription;

    @Override
    public BodySubscriber<Void> apply(ResponseInfo info) {
        retryAfter = info.headers().firstValue("Retry-After").orElse(null);
        status = info.statusCode();
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            keep(buffer);
        }
        Flow.Subscription current = subscription;
        if (current == null) {
            return;
        }
        if (readBytes > HttpTransport.BODY_BOUND_BYTES) {
            current.cancel();
            whole.complete(null);
        } else {
            current.request(1);
        }
    }

    private synchronized void keep(ByteBuffer buffer) {
        readBytes += buffer.remaining();
        int taken = Math.min(buffer.remaining(), excerpt.length - excerptBytes);
        buffer.get(excerpt, excerptBytes, taken);
        excerptBytes += taken;
    }

    @Override
    public void onError(Throwable cutOff) {
        whole.completeExceptionally(cutOff);
    }

    @Override
    public void onComplete() {
        whole.complete(null);
    }

    /** The status; 0 while none has come. */
    int status() {
        return status;
    }

    synchronized HttpAnswer toHttpAnswer() {
        return new HttpAnswer(status, retryAfter, new String(excerpt, 0, excerptBytes, StandardCharsets.UTF_8));
    }
}
