package io.nightjar.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A webhook's receiver on loopback that notes when the first byte of each slow call's alert came. Thread-safe. */
final class FirstByteReceiver implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Long> arrivalsNanos = new ArrayList<>();

    FirstByteReceiver() throws IOException {
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "first-byte-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@link System#nanoTime()} of each, in the order in which they came. */
    synchronized List<Long> arrivalsNanos() {
        return List.copyOf(arrivalsNanos);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                long arrivedNanos = System.nanoTime();
                String request = rest(in, buffer, read);
                socket.getOutputStream().write(ANSWER);
                note(request, arrivedNanos);
            }
        } catch (IOException hungUp) {
            return;
        }
    }

    /** The whole request: what was read of it and what is still to come. */
    private static String rest(InputStream in, byte[] buffer, int alreadyRead) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(buffer, 0, alreadyRead);
        while (true) {
            String text = request.toString(StandardCharsets.UTF_8);
            int body = text.indexOf("\r\n\r\n") + 4;
            if (body >= 4 && request.size() >= body + contentLength(text.substring(0, body))) {
                return text;
            }
            int read = in.read(buffer);
            if (read < 0) {
                throw new IOException("the request is not whole");
            }
            request.write(buffer, 0, read);
        }
    }

    private static int contentLength(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    private synchronized void note(String request, long arrivedNanos) {
        if (request.contains("\"alert_type\":\"latency\"") && request.contains("\"status\":\"firing\"")) {
            arrivalsNanos.add(arrivedNanos);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
