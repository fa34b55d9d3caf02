package io.nightjar.protocols;

import static io.nightjar.kit.Sight.client;
import static io.nightjar.kit.Sight.orchestration;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that speaks a protocol: this, and no other operation. */
final class Sights {
    private static final String MODEL = "resnet";
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put("McpApp", List.of(orchestration("mcp.call-tool", 8).failed(6).stopped(1)));
        BY_APP.put(
                "GrpcApp",
                List.of(
                        client("grpc.call", 5).failed(2).model(MODEL),
                        client("grpc.call-direct", 1).model(MODEL),
                        client("grpc.call-future", 2).failed(1).stopped(1).model(MODEL),
                        client("grpc.call-async", 2).failed(1).model(MODEL),
                        client("grpc.stream", 2).failed(1).model(MODEL).chunks(5),
                        client("grpc.stream-both-ways", 1)
                                .model("inference.GRPCInferenceService/ModelStreamInfer")
                                .chunks(3),
                        client("grpc.stream-blocking", 2).failed(1).model(MODEL).chunks(5)));
        BY_APP.put("OkHttpApp", List.of(client("okhttp.request", 8).failed(3)));
        BY_APP.put(
                "ApacheHttpApp",
                List.of(
                        client("apache-httpclient.request", 4).failed(2),
                        client("apache-httpclient.request-4", 4).failed(2)));
        BY_APP.putOldest(
                "OldMcpApp", List.of(orchestration("mcp.call-tool", 7).failed(5).stopped(1)));
        BY_APP.putOldest(
                "GrpcApp",
                List.of(
                        client("grpc.call", 3).failed(1).model(MODEL),
                        client("grpc.call-direct", 1).model(MODEL),
                        client("grpc.call-future", 2).failed(1).stopped(1).model(MODEL),
                        client("grpc.call-async", 2).failed(1).model(MODEL),
                        client("grpc.stream", 2).failed(1).model(MODEL).chunks(5),
                        client("grpc.stream-both-ways", 1)
                                .model("inference.GRPCInferenceService/ModelStreamInfer")
                                .chunks(3),
                        client("grpc.stream-blocking", 2).failed(1).model(MODEL).chunks(5)));
        BY_APP.putOldest("OkHttpApp");
        BY_APP.putOldest("ApacheHttpApp");
    }

    private Sights() {}
}
