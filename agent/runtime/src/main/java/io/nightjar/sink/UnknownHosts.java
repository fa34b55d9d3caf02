package io.nightjar.sink;

import io.nightjar.config.DeliverySettings;
import io.nightjar.config.HostOf;
import io.nightjar.config.Proxies;
import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.http.ShownUrl;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.protocol.Protocols;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The destinations whose host no name service knows. Stateless. */
public final class UnknownHosts {
    private UnknownHosts() {}

    /** A sentence for each of them; blocks as long as the name service does. */
    public static List<String> find(DeliverySettings settings) {
        return unknown(hosts(Protocols.configured(settings), settings.http().proxies()));
    }

    /** Writes each of them to the log, from a thread of its own: a name service that blocks delays nothing else. Returns at once. */
    static void logUnknown(Destinations destinations, AgentLog log) {
        Map<String, String> hosts =
                hosts(destinations.protocols(), destinations.settings().http().proxies());
        if (hosts.isEmpty()) {
            return;
        }
        DaemonThreads.named("nightjar-hosts", () -> {
                    try {
                        unknown(hosts).forEach(log::warn);
                    } catch (Throwable thrown) {
                        log.failure("sink.hosts", thrown);
                    }
                })
                .start();
    }

    private static List<String> unknown(Map<String, String> hosts) {
        List<String> unknown = new ArrayList<>();
        hosts.forEach((destination, host) -> {
            try {
                InetAddress.getByName(host);
            } catch (UnknownHostException nobodyKnowsIt) {
                unknown.add("destination " + destination + " has no such host: its alerts wait until there is one");
            }
        });
        return unknown;
    }

    /** What a person calls a destination to the host that is looked up for it; those that need no name service are left out. */
    private static Map<String, String> hosts(List<Protocol> protocols, Proxies proxies) {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (Protocol protocol : protocols) {
            for (URI url : protocol.urls()) {
                add(hosts, protocol.key(), url, proxies);
            }
        }
        return hosts;
    }

    private static void add(Map<String, String> hosts, String key, URI url, Proxies proxies) {
        String host = HostOf.host(way(url, proxies));
        if (host != null && !isAddress(host)) {
            URI proxy = proxies.of(url);
            String way = proxy == null ? "" : " by way of " + ShownUrl.of(proxy);
            hosts.put(key + ' ' + ShownUrl.of(url) + way, host);
        }
    }

    private static URI way(URI url, Proxies proxies) {
        URI proxy = proxies.of(url);
        return proxy == null ? url : proxy;
    }

    private static boolean isAddress(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && !Character.isDigit(c)) {
                return host.startsWith("[");
            }
        }
        return true;
    }
}
