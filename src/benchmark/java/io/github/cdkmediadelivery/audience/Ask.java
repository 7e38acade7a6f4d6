package io.github.cdkmediadelivery.audience;

/**
 * What a viewer asks for.
 *
 * @param viewer who asks
 * @param path of it
 * @param query that changes the answer, or empty
 * @param noise of the player's in the query, which changes nothing; or empty
 */
record Ask(Viewer viewer, String path, String query, String noise) {

    Kind kind() {
        return Kind.of(path);
    }

    /** What should be answered, whoever asks. */
    String object() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** As it stands in the URL. */
    String pathAndQuery() {
        String whole = query.isEmpty() || noise.isEmpty() ? query + noise : query + "&" + noise;
        return whole.isEmpty() ? path : path + "?" + whole;
    }
}
