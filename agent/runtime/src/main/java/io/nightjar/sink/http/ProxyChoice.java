package io.nightjar.sink.http;

import io.nightjar.config.HostOf;
import io.nightjar.config.Proxies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** The settings' proxies as the JDK asks for them. Immutable. */
final class ProxyChoice extends ProxySelector {
    private final Proxies proxies;

    ProxyChoice(Proxies proxies) {
        this.proxies = proxies;
    }

    Proxy proxy(URI uri) {
        URI proxy = proxies.of(uri);
        return proxy == null
                ? Proxy.NO_PROXY
                : new Proxy(
                        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(HostOf.host(proxy), HostOf.port(proxy)));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(proxy(uri));
    }

    /** Nothing is done with it: the destination's own attempts show it. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
