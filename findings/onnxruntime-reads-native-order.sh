#!/bin/sh
# What ONNX Runtime reads from a direct buffer in Java's own byte order.
#
# Versions: onnxruntime 1.29.0, on a little-endian machine.
# Guess: a direct buffer of the other byte order is refused, or copied with its bytes turned round.
# Seen: it is used as it is, so the model reads 1.0 as 4.6E-41, while getValue() of the same tensor says 1.0. The same
#   buffer on the heap is copied with its bytes turned round, and the model reads 1.0.
# Why: ByteBuffer.allocateDirect is big-endian unless told otherwise. A model then answers, without an error and in
#   the usual time, from inputs that are all nearly zero, and a look at the tensor does not show it.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/pom.xml" <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.29.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

class Seen {
    public static void main(String[] arguments) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        System.out.println("machine " + ByteOrder.nativeOrder());
        OrtSession identity = environment.createSession(identityModel());
        for (ByteBuffer bytes : new ByteBuffer[] {ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4)}) {
            bytes.putFloat(0, 1);
            OnnxTensor tensor = OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), new long[] {1});
            try (OrtSession.Result result = identity.run(Map.of("x", tensor))) {
                System.out.println((bytes.isDirect() ? "direct " : "heap ") + bytes.order() + ": getValue "
                        + bits(tensor.getValue()) + ", read by the model " + bits(result.get(0).getValue()));
            }
        }
    }

    private static String bits(Object value) {
        return "0x" + Integer.toHexString(Float.floatToRawIntBits(((float[]) value)[0]));
    }

    /** An ONNX model (a protocol buffer) of one node, y = Identity(x), with x and y of type float[n]. */
    private static byte[] identityModel() {
        byte[] node = join(text(1, "x"), text(2, "y"), text(4, "Identity"));
        byte[] graph = join(field(1, node), text(2, "graph"), field(11, floats("x")), field(12, floats("y")));
        return join(number(1, 8), field(8, number(2, 13)), field(7, graph));
    }

    private static byte[] floats(String name) {
        byte[] shape = field(1, text(2, "n"));
        return join(text(1, name), field(2, field(1, join(number(1, 1), field(2, shape)))));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] text(int field, String value) {
        return field(field, value.getBytes());
    }

    private static byte[] field(int field, byte[] value) {
        return join(new byte[] {(byte) (field << 3 | 2), (byte) value.length}, value);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
machine LITTLE_ENDIAN
heap BIG_ENDIAN: getValue 0x3f800000, read by the model 0x3f800000
direct BIG_ENDIAN: getValue 0x3f800000, read by the model 0x803f
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
