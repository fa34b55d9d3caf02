package io.nightjar.sink;

import io.nightjar.json.AlertJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A receiver on loopback that answers by a script, byte by byte if it must; without a script it says 200. */
public final class ScriptedReceiver implements AutoCloseable {
    /** Writes an answer; whoever returns normally keeps the connection. */
    public interface Answer {
        void write(OutputStream out) throws IOException;
    }

    public record Received(String method, String target, Map<String, String> headers, byte[] body, long atNanos) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Map<String, Object> json() {
            try {
                return AlertJson.parseObject(body);
            } catch (IOException noJson) {
                throw new AssertionError(text(), noJson);
            }
        }
    }

    private final ServerSocket server;
    private final ConcurrentLinkedQueue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Answer otherwise = status(200);
    private volatile boolean closed;

    public ScriptedReceiver() {
        this(0);
    }

    public ScriptedReceiver(int port) {
        this(plain(port));
    }

    public ScriptedReceiver(ServerSocket server) {
        this.server = server;
        Thread acceptor = new Thread(this::accept, "test-receiver");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static ServerSocket plain(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
    }

    public static Answer status(int status, String... headers) {
        return out -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nContent-Length: 2\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            out.write((head + "\r\nok").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        };
    }

    public ScriptedReceiver then(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    public ScriptedReceiver otherwise(Answer answer) {
        otherwise = answer;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The {@code id} members of all bodies, in the order in which they came. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Received one : received) {
            ids.add(String.valueOf(one.json().get("id")));
        }
        return ids;
    }

    public void awaitRequests(int count) {
        await(() -> received.size() >= count, () -> "only " + received.size() + " of " + count + " requests came");
    }

    /** Waits for a condition for at most a minute. */
    public static void await(BooleanSupplier condition, java.util.function.Supplier<String> orElse) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(orElse.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread worker = new Thread(() -> serve(socket), "test-receiver-connection");
                worker.setDaemon(true);
                worker.start();
            } catch (IOException gone) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Received request = read(in);
                if (request == null) {
                    return;
                }
                received.add(request);
                Answer answer = script.poll();
                (answer == null ? otherwise : answer).write(socket.getOutputStream());
            }
        } catch (IOException hungUp) {
            sockets.remove(socket);
        }
    }

    private static Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            return null;
        }
        String[] words = first.split(" ");
        return new Received(words[0], words[1], headers, body, System.nanoTime());
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.US_ASCII).strip();
            }
            line.write(b);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException alreadyGone) {
            throw new AssertionError(alreadyGone);
        }
    }
}
