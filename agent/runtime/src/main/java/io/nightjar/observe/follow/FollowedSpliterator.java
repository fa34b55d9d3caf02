package io.nightjar.observe.follow;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Elements that the application reads itself, and the parts that were split off them: the last of all ends the call. */
final class FollowedSpliterator<T> implements Spliterator<T> {
    private final Spliterator<T> elements;
    private final StreamChunks chunks;
    private final boolean reports;
    private boolean over;

    /** @param reports whether nothing else reports the elements */
    FollowedSpliterator(Spliterator<T> elements, StreamChunks chunks, boolean reports) {
        this.elements = elements;
        this.chunks = chunks;
        this.reports = reports;
        chunks.partBegins();
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        try {
            boolean more = elements.tryAdvance(reporting(action));
            if (!more) {
                end();
            }
            return more;
        } catch (Throwable thrown) {
            chunks.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        try {
            elements.forEachRemaining(reporting(action));
            end();
        } catch (Throwable thrown) {
            chunks.failed(thrown);
            throw thrown;
        }
    }

    private Consumer<? super T> reporting(Consumer<? super T> action) {
        if (!reports || action == null) {
            return action;
        }
        return chunk -> {
            chunks.accept(chunk);
            action.accept(chunk);
        };
    }

    private void end() {
        if (!over) {
            over = true;
            chunks.partEnds();
        }
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        Spliterator<T> part = elements.trySplit();
        if (part == null) {
            return null;
        }
        chunks.setParallel(true);
        return new FollowedSpliterator<>(part, chunks, reports);
    }

    @Override
    public long estimateSize() {
        return elements.estimateSize();
    }

    @Override
    public long getExactSizeIfKnown() {
        return elements.getExactSizeIfKnown();
    }

    @Override
    public boolean hasCharacteristics(int characteristics) {
        return elements.hasCharacteristics(characteristics);
    }

    @Override
    public int characteristics() {
        return elements.characteristics();
    }

    @Override
    public @Nullable Comparator<? super T> getComparator() {
        return elements.getComparator();
    }
}
