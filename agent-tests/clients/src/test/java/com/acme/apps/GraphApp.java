package com.acme.apps;

import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;

/** A graph of two nodes, run to its end and read node by node. */
public final class GraphApp {
    private GraphApp() {}

    public static void main(String[] arguments) throws Exception {
        CompiledGraph<AgentState> graph = new StateGraph<>(AgentState::new)
                .addNode("ask", node_async(state -> step(state, "asked")))
                .addNode("answer", node_async(state -> step(state, "answered")))
                .addEdge(StateGraph.START, "ask")
                .addEdge("ask", "answer")
                .addEdge("answer", StateGraph.END)
                .compile();
        Later.require(graph.invoke(Map.of("text", "Hi")).isPresent(), "a run");
        Refused.expect(() -> graph.invoke(Map.of("text", "fail")));
        List<String> nodes = new ArrayList<>();
        for (var output : graph.stream(Map.of("text", "Hi"))) {
            nodes.add(output.node());
        }
        Later.require(nodes.equals(List.of(StateGraph.START, "ask", "answer", StateGraph.END)), "nodes: " + nodes);
        long read = graph.stream(Map.of("text", "Hi")).stream().count();
        Later.require(read == nodes.size(), "what a stream has: " + read);
        Refused.expect(() -> graph.stream(Map.of("text", "fail")).stream().count());
        Waiting.untilTold();
        System.exit(0);
    }

    private static Map<String, Object> step(AgentState state, String done) throws InterruptedException {
        if (state.value("text").orElse("").equals("fail")) {
            throw new IllegalStateException("as told");
        }
        Thread.sleep(3);
        return Map.of("done", done);
    }
}
