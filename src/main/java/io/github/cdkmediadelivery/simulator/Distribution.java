package io.github.cdkmediadelivery.simulator;

import java.util.List;
import java.util.Optional;

/**
 * A distribution as its template describes it.
 *
 * @param id logical id
 * @param stack name of its stack
 * @param arn that resource policies name
 * @param domainName that CloudFront gives it
 * @param aliases names of the owner's
 * @param enabled whether it answers
 * @param behaviors in the order in which they are tried; the default one is the last
 * @param origins of the behaviours
 * @param groups of origins
 * @param errors what is done about errors
 * @param rootObject that answers {@code /}, or empty
 * @param countries that are let in or kept out
 * @param webAcl in front of it
 */
public record Distribution(
        String id,
        String stack,
        String arn,
        String domainName,
        List<String> aliases,
        boolean enabled,
        List<Behavior> behaviors,
        List<Origin> origins,
        List<OriginGroup> groups,
        List<ErrorEntry> errors,
        String rootObject,
        Countries countries,
        Optional<WebAcl> webAcl) {

    /**
     * Countries that are let in or kept out.
     *
     * @param type {@code none}, {@code whitelist} or {@code blacklist}
     * @param codes of two letters
     */
    public record Countries(String type, List<String> codes) {

        /**
         * Copies the collections.
         *
         * @param type {@code none}, {@code whitelist} or {@code blacklist}
         * @param codes of two letters
         */
        public Countries {
            codes = List.copyOf(codes);
        }

        boolean keepsOut(String country) {
            return switch (type) {
                case "whitelist" -> !codes.contains(country);
                case "blacklist" -> codes.contains(country);
                default -> false;
            };
        }
    }

    /**
     * Copies the collections.
     *
     * @param id logical id
     * @param stack name of its stack
     * @param arn that resource policies name
     * @param domainName that CloudFront gives it
     * @param aliases names of the owner's
     * @param enabled whether it answers
     * @param behaviors in the order in which they are tried; the default one is the last
     * @param origins of the behaviours
     * @param groups of origins
     * @param errors what is done about errors
     * @param rootObject that answers {@code /}, or empty
     * @param countries that are let in or kept out
     * @param webAcl in front of it
     */
    public Distribution {
        aliases = List.copyOf(aliases);
        behaviors = List.copyOf(behaviors);
        origins = List.copyOf(origins);
        groups = List.copyOf(groups);
        errors = List.copyOf(errors);
    }

    /**
     * {@return the first behaviour whose pattern matches}
     *
     * @param path normalised, without the query string
     */
    public Behavior behavior(String path) {
        return behaviors.stream()
                .filter(behavior -> behavior.matches(path))
                .findFirst()
                .orElseThrow();
    }

    /**
     * {@return the origins that a behaviour asks, in this order}
     *
     * @param behavior of this distribution
     */
    public List<Origin> origins(Behavior behavior) {
        List<String> ids = groups.stream()
                .filter(group -> group.id().equals(behavior.target()))
                .findFirst()
                .map(OriginGroup::members)
                .orElse(List.of(behavior.target()));
        return ids.stream()
                .flatMap(wanted -> origins.stream().filter(origin -> origin.id().equals(wanted)))
                .toList();
    }

    boolean answersTo(String host) {
        return host.equals(domainName)
                || aliases.stream()
                        .anyMatch(alias -> alias.startsWith("*.")
                                ? host.endsWith(alias.substring(1))
                                        && host.indexOf('.') == host.length() - alias.length() + 1
                                : alias.equals(host));
    }

    /** Its logical id. */
    @Override
    public String toString() {
        return id;
    }
}
