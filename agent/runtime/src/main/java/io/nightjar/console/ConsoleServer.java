package io.nightjar.console;

import io.nightjar.config.ConsoleSettings;
import io.nightjar.config.Secret;
import io.nightjar.log.AgentLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** The console's HTTP server. Thread-safe; once closed it stays so. */
public final class ConsoleServer implements AutoCloseable {
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int MOST_POOLED = 256 * 1024;
    private static final long IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;
    private final ConsoleThreads threads;
    private final boolean loopback;
    private final ConsoleHandler handler;
    private final Secret processToken;
    private final AgentLog log;
    private volatile ConsoleSettings settings;

    private ConsoleServer(
            ConsoleSettings settings, ConsoleBackend backend, Secret processToken, AgentLog log, InetAddress address)
            throws IOException {
        this.settings = settings;
        this.processToken = processToken;
        this.log = log;
        loopback = address.isLoopbackAddress();
        threads = new ConsoleThreads();
        ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler(threads.timer());
        ArrayByteBufferPool buffers =
                new ArrayByteBufferPool(0, BUFFER_BYTES / 2, 4 * BUFFER_BYTES, 8, MOST_POOLED, MOST_POOLED);
        server = new Server(threads.pool(), scheduler, buffers);
        server.setStopTimeout(0);
        connector = new ServerConnector(
                server, threads.pool(), scheduler, buffers, 0, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setReuseAddress(true);
        Connections connections = new Connections(scheduler);
        connector.addBean(connections);
        server.addConnector(connector);
        Page page = Page.read();
        Headers headers = new Headers(page);
        Access access = new Access(settings, loopback, processToken, log);
        server.setErrorHandler(new BadRequests(headers));
        handler = new ConsoleHandler(backend, access, page, headers, connections, scheduler, log);
        server.setHandler(handler);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEAD_BYTES);
        http.setResponseHeaderSize(BUFFER_BYTES);
        http.setOutputBufferSize(BUFFER_BYTES);
        http.setHeaderCacheSize(0);
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        return http;
    }

    /**
     * Begins to listen.
     *
     * @param processToken which is accepted too, and which nobody but the process's own user can read
     * @throws IOException where it cannot listen there; nothing of it is left then
     */
    public static ConsoleServer start(
            ConsoleSettings settings, ConsoleBackend backend, Secret processToken, AgentLog log) throws IOException {
        ConsoleServer console =
                new ConsoleServer(settings, backend, processToken, log, InetAddress.getByName(settings.host()));
        try {
            console.server.start();
            return console;
        } catch (Exception | Error e) {
            console.close();
            if (e instanceof Error error) {
                throw error;
            }
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    /** Serves whom other settings say from now on; false where they are of another address, and nothing changes. */
    public boolean follows(ConsoleSettings next) {
        ConsoleSettings current = settings;
        if (!next.host().equals(current.host()) || next.port() != current.port()) {
            return false;
        }
        handler.access(new Access(next, loopback, processToken, log));
        settings = next;
        return true;
    }

    /** Where it listens: host and port as they are configured, the port as it was taken. */
    public String listen() {
        return new ConsoleSettings(settings.host(), connector.getLocalPort(), null, null, settings.hosts()).listen();
    }

    /** An address at which this machine reaches it. */
    public InetSocketAddress address() {
        InetAddress host = new InetSocketAddress(connector.getHost(), 0).getAddress();
        return host.isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort())
                : new InetSocketAddress(host, connector.getLocalPort());
    }

    /** Whether others than this machine may reach it, and would be served next to nothing. */
    public boolean servesNextToNothing() {
        return !loopback && settings.token() == null;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the console's server did not stop", e);
        } finally {
            threads.close();
        }
    }
}
