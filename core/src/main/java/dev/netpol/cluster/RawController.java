// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import java.util.List;
import java.util.Optional;

/** A controller as its object says. */
record RawController(
    String namespace,
    String kind,
    String name,
    Meta.Owner owner,
    Optional<LabelSelector> selector,
    Labels template,
    List<ContainerPort> ports,
    boolean hostNetwork,
    int replicas,
    Origin origin) {}
