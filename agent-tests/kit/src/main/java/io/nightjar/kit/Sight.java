package io.nightjar.kit;

/**
 * What a preset must have seen of one operation when its application has made its calls. Immutable.
 *
 * @param operation the full name
 * @param calls completed calls, failed ones included; negative where the library itself decides how many complete
 * @param model of at least one call; empty where the library tells none
 * @param inputTokens over all calls
 * @param outputTokens over all calls
 * @param chunks over all calls, 0 for no stream; negative where it is a stream whose chunks the application counts
 */
public record Sight(
        String operation,
        String layer,
        int calls,
        int errors,
        int cancelled,
        String model,
        int inputTokens,
        int outputTokens,
        int chunks) {

    private static Sight of(String operation, String layer, int calls) {
        return new Sight(operation, layer, calls, 0, 0, "", 0, 0, 0);
    }

    public static Sight orchestration(String operation, int calls) {
        return of(operation, "orchestration", calls);
    }

    public static Sight framework(String operation, int calls) {
        return of(operation, "framework", calls);
    }

    public static Sight client(String operation, int calls) {
        return of(operation, "client", calls);
    }

    public static Sight engine(String operation, int calls) {
        return of(operation, "engine", calls);
    }

    public Sight failed(int count) {
        return new Sight(operation, layer, calls, count, cancelled, model, inputTokens, outputTokens, chunks);
    }

    public Sight stopped(int count) {
        return new Sight(operation, layer, calls, errors, count, model, inputTokens, outputTokens, chunks);
    }

    public Sight model(String name) {
        return new Sight(operation, layer, calls, errors, cancelled, name, inputTokens, outputTokens, chunks);
    }

    public Sight tokens(int input, int output) {
        return new Sight(operation, layer, calls, errors, cancelled, model, input, output, chunks);
    }

    public Sight chunks(int count) {
        return new Sight(operation, layer, calls, errors, cancelled, model, inputTokens, outputTokens, count);
    }

    public String preset() {
        return operation.substring(0, operation.indexOf('.'));
    }

    public String call() {
        return operation.substring(operation.indexOf('.') + 1);
    }
}
