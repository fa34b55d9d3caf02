package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/** What becomes known of one call whose answer comes in chunks; the first end counts. */
public interface StreamEvents {
    /** A chunk came. */
    void chunk(@Nullable Object chunk);

    /** The only value of a call that is no stream came. */
    void value(@Nullable Object value);

    void completed();

    void failed(@Nullable Throwable thrown);

    void cancelled();
}
