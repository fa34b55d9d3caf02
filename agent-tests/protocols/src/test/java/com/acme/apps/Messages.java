package com.acme.apps;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages as a compiler generates them, with the getters that it gives them, but of text. */
public final class Messages {
    private Messages() {}

    static MethodDescriptor<Object, String> method(MethodDescriptor.MethodType type, String fullName) {
        return MethodDescriptor.<Object, String>newBuilder()
                .setType(type)
                .setFullMethodName(fullName)
                .setRequestMarshaller(new Text<Object>())
                .setResponseMarshaller(new Text<String>())
                .build();
    }

    /** As Triton's and TorchServe's. */
    public record ModelRequest(String getModelName) {
        @Override
        public String toString() {
            return getModelName;
        }
    }

    /** As TensorFlow Serving's. */
    public record SpecRequest(ModelSpec getModelSpec) {
        SpecRequest(String name) {
            this(new ModelSpec(name));
        }

        @Override
        public String toString() {
            return getModelSpec.getName();
        }
    }

    /** Which model of a server. */
    public record ModelSpec(String getName) {}

    private static final class Text<T> implements MethodDescriptor.Marshaller<T> {
        @Override
        public InputStream stream(T value) {
            return new ByteArrayInputStream(value.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        @SuppressWarnings("unchecked")
        public T parse(InputStream stream) {
            try {
                return (T) new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
