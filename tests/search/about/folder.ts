/** Documents of three kinds, two of each alike, and a policy: what people ask about as documents. */
const manual = (model: string, litres: number, watts: string) => `# Thermex ${model} user manual

## Safety

Never open the lid of the Thermex ${model} while the kettle boils. Keep children away from the hot steam of the valve.

## Filling

The tank of this model holds ${litres} litres of water. Fill it to the upper mark and close the lid until it clicks.

## Technical data

The heating element takes ${watts} watts. The maker grants a warranty of two years on all parts.
`;

export const FOLDER = {
  "leases/lease-a.md": `# Lease A

## 1. Parties

This lease is made between Hale Estates Ltd and Brightwater Foods Inc for the shop at 4 Mill Street.

## 2. Rent

The rent is 2,400 euros a month, payable in advance on the first working day. The rent is reviewed every two years by the consumer price index.

## 3. Notice

Either party may end the lease with six months' written notice. Notice has to be sent by registered post.

## 4. Pets

Dogs may be kept in the shop with the landlord's consent.
`,
  "leases/lease-b.md": `# Lease B

## 1. Parties

This lease is made between Hale Estates Ltd and Oakfield Books GmbH for the shop at 9 Quay Road.

## 2. Rent

The rent is 1,950 euros a month, payable in advance on the first working day. The rent is reviewed every two years by the consumer price index.

## 3. Repairs

The tenant pays for small repairs up to 300 euros each. The landlord pays for the roof and the heating.

## 4. Notice

Either party may end the lease with three months' written notice. Notice has to be sent by registered post.
`,
  "manuals/thermex-400.md": manual("400", 4, "1,800"),
  "manuals/thermex-xl.md": `${manual("XL", 9, "2,600")}
## Wall mounting

The bracket of the XL carries up to forty kilograms. Use the four screws from the bag and a spirit level.
`,
  "minutes/2025-09-12.md": `# Steering committee minutes, 12 September 2025

## Budget

The committee approved a budget of 48,000 euros for the library extension. The reserve of 6,000 euros stays untouched.

## Volunteers

Eleven volunteers have signed up for the autumn book fair. A rota will be sent round by Lena Ott.
`,
  "minutes/2025-10-10.md": `# Steering committee minutes, 10 October 2025

## Budget

The committee approved a budget of 52,500 euros for the library extension. The reserve of 6,000 euros stays untouched.

## Insurance

The insurer asks for a new valuation of the rare books. Mark Hale will commission one from an auction house.
`,
  "policies/travel-policy.md": `# Travel policy

This policy applies to all employees who travel on behalf of the company. It replaces the rules of 2019.

## Booking

All trips are booked through the travel desk at least two weeks before departure. Business class needs the written approval of a director.

## Hotels

Hotels may cost up to 140 euros a night in Europe and up to 190 euros elsewhere.

## Grievance procedure

An employee who disagrees with a decision may write to the works council within ten days. The council answers within a month after hearing both sides.
`,
} as const;
