// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * A node as its object says.
 *
 * @param annotations those that {@link NodeAnnotations} knows
 */
record RawNode(
    String name,
    Labels labels,
    List<IpAddress> internal,
    List<IpAddress> external,
    List<Cidr> podCidrs,
    Map<String, String> annotations,
    Origin origin) {}
