package io.nightjar.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the properties file has changed. Whoever owns it calls {@link #poll} as often as it likes; the file is
 * looked at every two seconds at most. A change is read once the file has stayed as it is from one look to the next, so
 * that a half-written file is not taken for a whole one. Confined to one thread at a time.
 */
public final class ConfigWatcher {
    private static final long LOOK_EVERY_NANOS = 2_000_000_000L;

    private final ConfigLoader loader;
    private final @Nullable Path path;
    private byte @Nullable [] followed;
    private byte @Nullable [] seen;
    private long lastLookNanos;

    private ConfigWatcher(ConfigLoader loader, long nowNanos) {
        this.loader = loader;
        this.path = loader.path();
        this.followed = loader.loadedBytes();
        this.seen = followed;
        this.lastLookNanos = nowNanos;
    }

    /**
     * A watcher for the file that the loader has just loaded.
     *
     * @param nowNanos on the monotonic clock that {@link #poll} is given too
     */
    public static ConfigWatcher of(ConfigLoader loader, long nowNanos) {
        return new ConfigWatcher(loader, nowNanos);
    }

    /**
     * What a changed file says, once for each change; null while nothing has changed. A file that has vanished is a change,
     * and invalid.
     */
    public @Nullable ConfigResult poll(long nowNanos) {
        if (path == null || nowNanos - lastLookNanos < LOOK_EVERY_NANOS) {
            return null;
        }
        lastLookNanos = nowNanos;
        byte[] now = bytes(path);
        boolean settled = Arrays.equals(now, seen);
        seen = now;
        if (!settled || Arrays.equals(now, followed)) {
            return null;
        }
        ConfigResult result = loader.load();
        followed = loader.loadedBytes();
        seen = followed;
        return result;
    }

    /** The file as it is; null where it cannot be had. It is small, so its content is compared and not its time stamp. */
    private static byte @Nullable [] bytes(Path path) {
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try {
            return Sources.read(path);
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }
}
