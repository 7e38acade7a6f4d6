package io.github.cdkmediadelivery.simulator;

import java.util.List;
import java.util.Map;

/**
 * A web ACL in front of a distribution.
 *
 * @param id logical id, or the ARN of one that is not of the assembly
 * @param allows whether what no rule decides is let through
 * @param rules in the order in which they are tried
 */
public record WebAcl(String id, boolean allows, List<Rule> rules) {

    /**
     * Copies the collections.
     *
     * @param id logical id, or the ARN of one that is not of the assembly
     * @param allows whether what no rule decides is let through
     * @param rules in the order in which they are tried
     */
    public WebAcl {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param name of it
     * @param action {@code Allow}, {@code Block}, {@code Count}, or another that is met and decides nothing
     * @param status of a refusal
     * @param statement the rule's statement, resolved, as AWS WAF's JSON has it
     */
    public record Rule(String name, String action, int status, Map<String, Object> statement) {}
}
