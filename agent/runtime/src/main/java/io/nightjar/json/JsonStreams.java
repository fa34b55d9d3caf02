package io.nightjar.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.OutputStream;

/** JSON token by token, for what is too large, or not whole enough, to become maps and lists. Stateless; thread-safe. */
public final class JsonStreams {
    private JsonStreams() {}

    /** Writes UTF-8. */
    public static JsonGenerator writer(OutputStream out) throws IOException {
        return JsonValues.factory().createGenerator(out);
    }

    public static JsonParser reader(String text) throws IOException {
        return JsonValues.factory().createParser(text);
    }
}
