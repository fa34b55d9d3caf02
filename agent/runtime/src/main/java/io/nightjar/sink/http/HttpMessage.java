package io.nightjar.sink.http;

import java.net.URI;
import java.util.Map;

/** One POST of a JSON body. Immutable; its text form shows no path, header or body. */
public record HttpMessage(URI uri, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
        return "POST " + ShownUrl.of(uri);
    }
}
