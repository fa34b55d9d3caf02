package io.nightjar.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The open connections: how many there may be, and for how long each may keep the server waiting. Thread-safe.
 *
 * <p>A connection beyond the limit takes the place of the one that is worth least: one that waits for its next request, else one
 * that has not finished its head, else one whose wrong token is held back, else the one whose answer takes longest. So who
 * is slow or silent keeps nobody else out. Nothing looks at the connections while there are none.
 */
final class Connections implements Connection.Listener {
    static final int MOST = 32;

    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WHOLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 500;

    private final Map<Connection, Peer> peers = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Scheduler scheduler;
    private final int most;
    private final long headNanos;
    private final long wholeNanos;

    Connections(Scheduler scheduler) {
        this(scheduler, MOST, HEAD_NANOS, WHOLE_NANOS);
    }

    Connections(Scheduler scheduler, int most, long headNanos, long wholeNanos) {
        this.scheduler = scheduler;
        this.most = most;
        this.headNanos = headNanos;
        this.wholeNanos = wholeNanos;
    }

    @Override
    public void onOpened(Connection connection) {
        peers.put(connection, new Peer(connection));
        while (peers.size() > most) {
            Peer least = least(connection);
            if (least == null) {
                break;
            }
            close(least);
        }
        look();
    }

    @Override
    public void onClosed(Connection connection) {
        peers.remove(connection);
    }

    /** The head of a request is complete. */
    void begins(Connection connection) {
        Peer peer = peers.get(connection);
        if (peer != null) {
            peer.begins();
        }
    }

    /** Its answer is held back. */
    void holdsBack(Connection connection) {
        Peer peer = peers.get(connection);
        if (peer != null) {
            peer.worth = Peer.HELD_BACK;
        }
    }

    /** Its answer is sent, or will never be. */
    void ends(Connection connection) {
        Peer peer = peers.get(connection);
        if (peer != null) {
            peer.ends();
        }
    }

    private @Nullable Peer least(Connection fresh) {
        Peer least = null;
        for (Peer peer : peers.values()) {
            if (peer.connection != fresh && (least == null || peer.isWorthLessThan(least))) {
                least = peer;
            }
        }
        return least;
    }

    private void close(Peer peer) {
        peers.remove(peer.connection);
        peer.connection.getEndPoint().close();
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            scheduler.schedule(this::sweep, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        looking.set(false);
        long nowNanos = System.nanoTime();
        Collection<Peer> late = new ArrayList<>();
        for (Peer peer : peers.values()) {
            if (peer.isLate(nowNanos, headNanos, wholeNanos)) {
                late.add(peer);
            }
        }
        for (Peer peer : List.copyOf(late)) {
            close(peer);
        }
        if (!peers.isEmpty()) {
            look();
        }
    }

    /** One connection, and what it is about. */
    private static final class Peer {
        /** What it is about, by how little it is worth. */
        static final int WAITS = 0;

        static final int SENDS_HEAD = 1;
        static final int HELD_BACK = 2;
        static final int IS_ANSWERED = 3;

        private final Connection connection;
        private volatile int worth = SENDS_HEAD;
        private volatile long sinceNanos = System.nanoTime();
        private volatile long bytesBefore;

        Peer(Connection connection) {
            this.connection = connection;
        }

        void begins() {
            sinceNanos = System.nanoTime();
            worth = IS_ANSWERED;
        }

        void ends() {
            bytesBefore = connection.getBytesIn();
            sinceNanos = System.nanoTime();
            worth = WAITS;
        }

        boolean isWorthLessThan(Peer other) {
            int mine = worth;
            int its = other.worth;
            return mine != its ? mine < its : sinceNanos - other.sinceNanos < 0;
        }

        /** Whether it has kept the server waiting for too long; takes note of a head that has begun. */
        boolean isLate(long nowNanos, long headNanos, long wholeNanos) {
            if (worth == WAITS && connection.getBytesIn() != bytesBefore) {
                sinceNanos = nowNanos;
                worth = SENDS_HEAD;
                return false;
            }
            return nowNanos - sinceNanos > (worth == SENDS_HEAD ? headNanos : wholeNanos);
        }
    }
}
