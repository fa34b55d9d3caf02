package io.nightjar.console;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request as it comes, without a thread that waits for it. What is beyond the limit is read and dropped, so
 * that who sends too much gets an answer; up to a limit too. One request's.
 */
final class BodyReader implements Runnable {
    static final int MOST_BYTES = 16 * 1024;
    private static final long MOST_DROPPED = 4L * 1024 * 1024;

    private final Request request;
    private final Consumer<byte @Nullable []> whole;
    private final Consumer<Throwable> failed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long read;

    /**
     * @param whole gets the body; null where it is larger than the limit
     * @param failed gets why there is none
     */
    BodyReader(Request request, Consumer<byte @Nullable []> whole, Consumer<Throwable> failed) {
        this.request = request;
        this.whole = whole;
        this.failed = failed;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                failed.accept(chunk.getFailure());
                return;
            }
            boolean last = take(chunk);
            if (last || read > MOST_DROPPED) {
                whole.accept(read > MOST_BYTES ? null : bytes.toByteArray());
                return;
            }
        }
    }

    private boolean take(Content.Chunk chunk) {
        ByteBuffer buffer = chunk.getByteBuffer();
        read += buffer.remaining();
        if (read <= MOST_BYTES) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        boolean last = chunk.isLast();
        chunk.release();
        return last;
    }
}
