import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The webhook that the Alertmanagers of fleet.sh notify: writes down each notification as a line of JSON, with the name of who sent
 * it, which is the path. Also finds ports that are free. {@code java Receiver.java DIRECTORY} writes {@code ports} and
 * {@code notifications} there.
 */
final class Receiver {
    private static final int PORTS = 5;

    private Receiver() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Path notifications = directory.resolve("notifications");
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", exchange -> take(exchange, notifications));
        server.start();
        StringBuilder ports = new StringBuilder().append(server.getAddress().getPort());
        for (int port : free(loopback)) {
            ports.append(' ').append(port);
        }
        Path draft = Files.writeString(directory.resolve("ports.draft"), ports.append('\n'));
        Files.move(draft, directory.resolve("ports"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Ports on which nobody listens by TCP or UDP, all different. */
    private static List<Integer> free(InetAddress loopback) throws IOException {
        List<Integer> free = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        while (free.size() < PORTS) {
            ServerSocket tcp = new ServerSocket(0, 1, loopback);
            held.add(tcp);
            try (DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
                free.add(udp.getLocalPort());
            } catch (IOException taken) {
                // The next one may be free for both.
            }
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return free;
    }

    /** One request at a time: the server's own thread takes them. */
    private static void take(HttpExchange exchange, Path notifications) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String by = exchange.getRequestURI().getPath().substring(1);
        String line = "{\"at\":\"" + Instant.now() + "\",\"by\":\"" + by + "\",\"body\":"
                + body.replace("\r", "").replace("\n", "") + "}\n";
        Files.writeString(notifications, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
