package io.nightjar.rule;

/** Names of operations as expressions hold them. Stateless. */
final class Operations {
    private Operations() {}

    /** In double quotes where it needs them. */
    static String written(String operation) {
        for (int i = 0; i < operation.length(); i++) {
            if (!Cursor.isOfName(operation.charAt(i))) {
                return '"' + operation + '"';
            }
        }
        return operation;
    }
}
